// @ts-check
/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  distDir: process.env['HEDDLE_DIST_DIR'] ?? '.next',
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // Types are checked by `tsc` for every layer, see tsconfig.json; Next would check only its own.
  typescript: { ignoreBuildErrors: true },
  // A checkout is built once; writing the cache takes longer than it ever saves there.
  experimental: { turbopackFileSystemCacheForBuild: false },
  images: { unoptimized: true },
  serverExternalPackages: ['@kubernetes/client-node', 'pino', 'prom-client', 'pg', 'kysely'],
}
export default config
