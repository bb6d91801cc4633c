import { z } from 'zod'

const intOrString = z.union([z.number().int(), z.string()])

const httpHeader = z.looseObject({ name: z.string(), value: z.string() })

const probe = z.looseObject({
  httpGet: z
    .looseObject({
      path: z.string().optional(),
      port: intOrString,
      host: z.string().optional(),
      scheme: z.string().optional(),
      httpHeaders: z.array(httpHeader).optional(),
    })
    .optional(),
  tcpSocket: z.looseObject({ port: intOrString, host: z.string().optional() }).optional(),
  exec: z.looseObject({ command: z.array(z.string()).optional() }).optional(),
  initialDelaySeconds: z.number().optional(),
  periodSeconds: z.number().optional(),
  timeoutSeconds: z.number().optional(),
  successThreshold: z.number().int().optional(),
  failureThreshold: z.number().int().optional(),
})
export type Probe = z.infer<typeof probe>

const keySelector = z.looseObject({ name: z.string().optional(), key: z.string(), optional: z.boolean().optional() })

const envVar = z.looseObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .looseObject({
      fieldRef: z.looseObject({ fieldPath: z.string() }).optional(),
      configMapKeyRef: keySelector.optional(),
      secretKeyRef: keySelector.optional(),
    })
    .optional(),
})
export type EnvVar = z.infer<typeof envVar>

const envFromRef = z.looseObject({ name: z.string().optional(), optional: z.boolean().optional() })
const envFrom = z.looseObject({
  prefix: z.string().optional(),
  configMapRef: envFromRef.optional(),
  secretRef: envFromRef.optional(),
})
export type EnvFrom = z.infer<typeof envFrom>

const lifecycleHandler = z.looseObject({
  exec: z.looseObject({ command: z.array(z.string()).optional() }).optional(),
  sleep: z.looseObject({ seconds: z.number() }).optional(),
  httpGet: z.looseObject({ path: z.string().optional(), port: intOrString }).optional(),
})

export const containerPort = z.looseObject({
  name: z.string().optional(),
  containerPort: z.number().int(),
  protocol: z.string().optional(),
  hostPort: z.number().int().optional(),
  hostIP: z.string().optional(),
})

export const container = z.looseObject({
  name: z.string(),
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  env: z.array(envVar).optional(),
  envFrom: z.array(envFrom).optional(),
  ports: z.array(containerPort).optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  startupProbe: probe.optional(),
  lifecycle: z.looseObject({ preStop: lifecycleHandler.optional() }).optional(),
  restartPolicy: z.string().optional(),
})
export type Container = z.infer<typeof container>
