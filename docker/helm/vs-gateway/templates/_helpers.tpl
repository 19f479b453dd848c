{{- /* The beginning of all names. */ -}}
{{- define "prefix" -}}
{{- if kindIs "invalid" .Values.namePrefix }}{{ .Release.Name }}-{{ else }}{{ .Values.namePrefix }}{{ end }}
{{- end }}

{{- define "labels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: game
{{- end }}

{{- define "instance" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* What of the gateway can be reached from outside: type and path. Health and metrics ask for no key. */ -}}
{{- define "paths" -}}
Prefix /api/
Prefix /assets/
Prefix /ws
Exact /
Exact /channels.html
Exact /icon.svg
Exact /help.html
Exact /licenses.txt
{{- end }}

{{- /* Lets a namespace in: name, namespace, and the root. */ -}}
{{- define "wayIn" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "prefix" .root }}{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "instance" .root | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "labels" .root | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ .namespace }}
      ports:
        - port: console
{{- end }}
