module sse {
    requires jakarta.ws.rs;
}
