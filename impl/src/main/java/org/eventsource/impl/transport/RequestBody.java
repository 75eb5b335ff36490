package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The body of a request, and its type. */
public final class RequestBody {

    private final String type;
    private final byte[] bytes;

    private RequestBody(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * Returns a body with a copy of the bytes.
     *
     * @throws IllegalArgumentException if the type is not one
     */
    public static RequestBody of(String type, byte[] bytes) {
        return new RequestBody(checkType(type), bytes.clone());
    }

    /**
     * Returns a body with a text in UTF-8.
     *
     * @throws IllegalArgumentException if the type is not one
     */
    public static RequestBody of(String type, String text) {
        return new RequestBody(checkType(type), text.getBytes(UTF_8));
    }

    /**
     * Returns the type if a request can have it. Parameters may follow.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String checkType(String type) {
        int semicolon = type.indexOf(';');
        String[] names =
                (semicolon < 0 ? type : type.substring(0, semicolon)).strip().split("/", -1);
        if (names.length != 2 || !HeaderSyntax.isToken(names[0]) || !HeaderSyntax.isToken(names[1])) {
            throw new IllegalArgumentException("body: not a content type such as application/json");
        }
        return HeaderSyntax.checkValue("Content-Type", type);
    }

    public String type() {
        return type;
    }

    /** Returns the bytes. The caller does not change them. */
    public byte[] bytes() {
        return bytes;
    }
}
