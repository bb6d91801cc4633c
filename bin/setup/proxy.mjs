// An HTTP proxy serves the set-up, never the mesh. Node 20, no dependencies.
const proxyVariables = /^(?:(?:https?|all|grpc|no_grpc|no)_proxy|node_use_env_proxy)$/i

/** The environment's proxy under the names that apt reads, beside those that npm and pip read. */
export function proxyEnvironment(env = process.env) {
  return {
    ...(env.HTTP_PROXY !== undefined && env.http_proxy === undefined ? { http_proxy: env.HTTP_PROXY } : {}),
    ...(env.HTTPS_PROXY !== undefined && env.https_proxy === undefined ? { https_proxy: env.HTTPS_PROXY } : {}),
  }
}

/**
 * The environment of the bundled mesh: all of it talks over loopback, and some clients (gRPC's among them) would ask a
 * proxy even for that.
 * @returns {Record<string, string | undefined>}
 */
export function withoutProxy(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !proxyVariables.test(name)))
}
