package org.eventsource.demo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the pages, from the class path. */
@Path("")
public final class PageFiles {

    private static final String CONSOLE = "/console/";
    private static final Map<String, String> FOLDERS = Map.of(
            "console.html", CONSOLE,
            "console.css", CONSOLE,
            "console.js", CONSOLE,
            "demo.html", "/page/",
            "demo.css", "/page/",
            "demo.js", "/page/",
            "icon.svg", "/page/");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    private final String first;

    /** @param first the file at the root */
    PageFiles(String first) {
        this.first = first;
    }

    /** Returns the first page. */
    @GET
    public Response first() throws IOException {
        return file(first);
    }

    /** Returns a file of a page. */
    @GET
    @Path("{name}")
    public Response file(@PathParam("name") String name) throws IOException {
        String folder = FOLDERS.get(name);
        if (folder == null) {
            throw new NotFoundException();
        }
        try (InputStream file = PageFiles.class.getResourceAsStream(folder + name)) {
            if (file == null) {
                throw new NotFoundException();
            }
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return Response.ok(file.readAllBytes(), type).build();
        }
    }
}
