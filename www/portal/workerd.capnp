# The demonstration portal on workerd: a site of its own, which knows of the identity service what any portal does.
#
#   workerd serve www/portal/workerd.capnp \
#     --socket-addr=http=127.0.0.1:8791 --external-addr=edge=127.0.0.1:8787 \
#     --directory-path=objects=DIR --directory-path=pages=www/portal/dist

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = .services,
  sockets = [
    (name = "http", address = "127.0.0.1:8791", http = (), service = "portal"),
  ],
);

# By themselves, so that a configuration with other sockets can have the same.
const services :List(Workerd.Service) = [
  (name = "portal", worker = .portal),
  # Bound by name: the worker's own fetch reaches public addresses only, and should.
  (name = "edge", external = (address = "127.0.0.1:8787", http = ())),
  (name = "pages", disk = (path = "dist", writable = false)),
  (name = "objects", disk = (path = "../../.run/portal", writable = true)),
];

const portal :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "build/worker.js"),
  ],
  compatibilityDate = "2026-10-01",
  bindings = [
    (name = "OFFICE", durableObjectNamespace = "Office"),
    (name = "EDGE", service = "edge"),
    (name = "PAGES", service = "pages"),
    (name = "PORTAL_ORIGIN", fromEnvironment = "PORTAL_ORIGIN"),
    (name = "PORTAL_ISSUER", fromEnvironment = "PORTAL_ISSUER"),
    (name = "PORTAL_CLIENT_ID", fromEnvironment = "PORTAL_CLIENT_ID"),
    (name = "PORTAL_CLIENT_SECRET", fromEnvironment = "PORTAL_CLIENT_SECRET"),
    (name = "PORTAL_DATA_KEY", fromEnvironment = "PORTAL_DATA_KEY"),
    (name = "PORTAL_CLERK_CODE", fromEnvironment = "PORTAL_CLERK_CODE"),
    (name = "PORTAL_ADDRESS_HEADER", fromEnvironment = "PORTAL_ADDRESS_HEADER"),
    (name = "PORTAL_DOWNLOADS", fromEnvironment = "PORTAL_DOWNLOADS"),
  ],
  durableObjectNamespaces = [
    (className = "Office", uniqueKey = "one-window-office", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "objects"),
);
