package io.vsgateway.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kubernetes manifests as objects. A field that the schema does not have is an error, as is one
/// that is there twice.
///
/// @param all in the order of the file
public record Manifests(List<HasMetadata> all) {
    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of(
                    "apps/v1 StatefulSet", StatefulSet.class,
                    "apps/v1 Deployment", Deployment.class,
                    "v1 Service", Service.class,
                    "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
                    "networking.k8s.io/v1 Ingress", Ingress.class,
                    "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
                    "v1 Namespace", Namespace.class,
                    "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class,
                    "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
                    "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class);

    private static final YAMLMapper STRICT = strict();

    private static YAMLMapper strict() {
        var mapper = new YAMLMapper();
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.setAnnotationIntrospector(new NoPlaceForUnknownFields());
        return mapper;
    }

    /// The types keep what they do not know in a map, to write it out again. Here they may not.
    private static final class NoPlaceForUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    static Manifests parse(String yaml) throws IOException {
        var all = new ArrayList<HasMetadata>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                String kind =
                        document.path("apiVersion").asText() + " " + document.path("kind").asText();
                if (!KINDS.containsKey(kind)) {
                    throw new AssertionError("not among the known kinds: " + kind);
                }
                all.add(STRICT.treeToValue(document, KINDS.get(kind)));
            }
        }
        return new Manifests(List.copyOf(all));
    }

    /// An overlay, as `kubectl apply -k` would send it.
    public static Manifests ofOverlay(String name) throws IOException {
        return ofFolder(Path.of("docker", "kubernetes", "overlays", name));
    }

    static Manifests ofFolder(Path kustomization) throws IOException {
        Tool.Result built = Tool.named("kubectl").run("kustomize", kustomization.toString());
        if (built.status() != 0) {
            throw new AssertionError(built.output());
        }
        return parse(built.output());
    }

    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public StatefulSet statefulSet() {
        return all(StatefulSet.class).getFirst();
    }
}
