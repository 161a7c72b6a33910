# One image for the daemon and for workers: Node 24, the libraries, and the sources, which run as they are.
FROM node:24-slim

ENV NODE_ENV=production \
    JVWIRE_DATA=/data

WORKDIR /app

# The image brings its own Node, so the bundled one, an optional dependency, stays out.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

COPY bin bin
COPY src src
COPY workers workers
COPY migrations migrations

# The sources belong to root and the service cannot change them; only the data folder is its own.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data

# Answers when the daemon does, and fails while Redis is away.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["bin/jvwire", "status"]

ENTRYPOINT ["bin/jvwire"]
CMD ["daemon"]
