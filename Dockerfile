# Easel as one container: web server, worker and, unless a Supabase project is set, its own database under /data.
#   docker build -t easel .
#   docker run -p 5000:5000 -v easel-data:/data -e PUBLIC_ORIGIN=https://easel.example.org easel
FROM node:24-slim AS base
WORKDIR /app
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches

FROM base AS build
RUN npx -y pnpm@10.34.9 install --frozen-lockfile
COPY . .
RUN npx -y pnpm@10.34.9 build

FROM base AS dependencies
# The image brings Node itself, so the packaged one for bare machines is left out. Of what runs the neural network, so is
# what is for browsers.
RUN npx -y pnpm@10.34.9 install --prod --frozen-lockfile \
  && rm -rf node_modules/node-linux-* node_modules/.pnpm/node-linux-* node_modules/.bin/node \
  && find node_modules/.pnpm/onnxruntime-web@*/node_modules/onnxruntime-web/dist -type f \
    ! -name ort.wasm.bundle.min.mjs ! -name ort-wasm-simd-threaded.wasm -delete

FROM node:24-slim
WORKDIR /app
# Without it each of a dozen threads keeps as much memory as the largest picture once took in it.
ENV MALLOC_ARENA_MAX=2
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5000 DATA_DIR=/data
RUN install -d -o node -g node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json LICENSE ./
COPY supabase/migrations supabase/migrations
USER node
VOLUME /data
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that it hears the signal to stop. A separate worker runs with: node build/worker.js
CMD ["node", "build/main.js"]
