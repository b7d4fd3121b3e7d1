# The image of the agent, and of the executors of its tasks (--docker_mesos_image): docker build -t containerizer .
# Where no image can be pulled, scripts/agent-image.mjs makes the same of what this machine has.
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS build
WORKDIR /build
COPY . .
RUN npm ci && npm run build && npm pack && npm install --prefix /opt/containerizer --omit=dev ./fastify-docker-containerizer-*.tgz

FROM ${NODE}
COPY --from=build /opt/containerizer /opt/containerizer
ENV PATH=/opt/containerizer/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["mesos-agent"]
