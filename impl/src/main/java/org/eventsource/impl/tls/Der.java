package org.eventsource.impl.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/**
 * Wraps a private key of a form of its algorithm, as OpenSSL writes it, in the form of <a
 * href="https://www.rfc-editor.org/rfc/rfc5208#section-5">PKCS #8</a>, which Java reads.
 */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    /** The parameters of a key of {@code EC}, which name its curve. */
    private static final int PARAMETERS = 0xA0;

    private static final int LONG_FORM = 0x80;
    private static final int OCTET = 0xFF;

    private static final byte[] VERSION = {2, 1, 0};

    /** 1.2.840.113549.1.1.1, and null. */
    private static final byte[] RSA = {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0};

    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Der() {}

    /** Wraps a key of <a href="https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2">PKCS #1</a>. */
    static byte[] ofRsaKey(byte[] key) {
        return wrapped(RSA, key);
    }

    /** Wraps a key of <a href="https://www.rfc-editor.org/rfc/rfc5915#section-3">SEC 1</a>. */
    static byte[] ofEcKey(byte[] key) throws InvalidKeySpecException {
        return wrapped(concatenated(EC, curve(key)), key);
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concatenated(VERSION, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        try {
            ByteBuffer elements = ByteBuffer.wrap(content(ByteBuffer.wrap(key)));
            while (elements.hasRemaining()) {
                int tag = elements.get(elements.position()) & OCTET;
                byte[] content = content(elements);
                if (tag == PARAMETERS) {
                    return content;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new InvalidKeySpecException("its key is damaged", e);
        }
        throw new InvalidKeySpecException("its key names no curve");
    }

    /** Returns the content of the next element. */
    private static byte[] content(ByteBuffer elements) {
        elements.get();
        int first = elements.get() & OCTET;
        int length = first;
        if (first >= LONG_FORM) {
            length = 0;
            for (int i = first - LONG_FORM; i > 0; i--) {
                length = (length << Byte.SIZE) | (elements.get() & OCTET);
            }
        }
        if (length < 0 || length > elements.remaining()) {
            throw new IllegalArgumentException("longer than what is there");
        }
        byte[] content = new byte[length];
        elements.get(content);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM + length.length - sign);
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
