# See deploy/docker.md. The version of Node is that of the package `node` in package.json, which a test checks.
ARG NODE=24.21.0-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /latchkey
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: it refuses a lock file that lacks packages of other platforms. `--no-save` keeps to the lock file, too.
# No install script of a package runs, and none is needed: the packages contain their programs for this platform.
RUN npm install --no-save --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN node prisma/generate.ts \
 && node scripts/bundle-client.ts \
 && NODE_ENV=production node node_modules/next/dist/bin/next build \
 && rm -rf .next/cache .next/types .next/trace* \
 && node deploy/docker/prune-modules.ts .

FROM node:${NODE}
WORKDIR /latchkey
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=file:/data/latchkey.db
RUN install -d -m 0700 -o node -g node /data
# Owned by root: the server writes only to /data.
COPY --from=build /latchkey/node_modules node_modules
COPY --from=build /latchkey/.next .next
COPY --from=build /latchkey/app app
COPY --from=build /latchkey/bin bin
COPY --from=build /latchkey/deploy deploy
COPY --from=build /latchkey/lib lib
COPY --from=build /latchkey/prisma prisma
COPY --from=build /latchkey/package.json /latchkey/next.config.mjs /latchkey/server.ts /latchkey/serving-process.ts ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.ts"]
