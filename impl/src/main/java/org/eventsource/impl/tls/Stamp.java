package org.eventsource.impl.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What the file system knows of a file. If it changes, the file may have changed. Links are followed. */
record Stamp(FileTime modified, long size, @Nullable Object fileKey) {

    static Stamp of(StoreFile file) throws StoreException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }
}
