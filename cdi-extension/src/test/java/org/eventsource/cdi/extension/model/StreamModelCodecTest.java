package org.eventsource.cdi.extension.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eventsource.cdi.extension.model.PayloadType.Form;
import org.junit.jupiter.api.Test;

class StreamModelCodecTest {

    @Test
    void a_model_comes_back_as_it_was() {
        StreamModel model = new StreamModel(
                List.of(new InjectionDeclaration("", "A.a"), new InjectionDeclaration("+b", "B.b")),
                List.of(
                        new ObserverDeclaration(
                                "C.c",
                                Optional.empty(),
                                EventKind.MESSAGE,
                                Optional.of(""),
                                false,
                                true,
                                Optional.empty()),
                        new ObserverDeclaration(
                                "D.d",
                                Optional.of(""),
                                EventKind.PAYLOAD,
                                Optional.of("-"),
                                true,
                                false,
                                Optional.of(new PayloadType("java.lang.String", Form.TEXT, Set.of())))),
                Set.of("fake", "other"),
                List.of(new ObserverDeclaration(
                        "E.e", Optional.of("fake"), EventKind.FAILED, Optional.empty(), false, true, Optional.empty())),
                List.of(
                        PublisherDeclaration.ofMessages("fake", "F.f"),
                        new PublisherDeclaration(
                                "",
                                "G.g",
                                Optional.of("tick"),
                                Optional.of(new PayloadType("G", Form.OBJECT, Set.of())))));
        assertThat(StreamModelCodec.decode(StreamModelCodec.encode(model))).isEqualTo(model);
    }

    @Test
    void an_empty_model_comes_back() {
        StreamModel model = new StreamModel(List.of(), List.of(), Set.of(), List.of(), List.of());
        assertThat(StreamModelCodec.decode(StreamModelCodec.encode(model))).isEqualTo(model);
    }
}
