# The edge on workerd, as it runs on a developer's machine and on premises alike:
#
#   workerd serve --experimental worker/workerd.capnp \
#     --socket-addr=http=127.0.0.1:8787 --external-addr=authority=127.0.0.1:8788 \
#     --external-addr=messages=127.0.0.1:8790 \
#     --directory-path=objects=DIR --directory-path=pages=www/app/dist
#
# Secrets and settings come from the environment, so that this file holds none.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = .services,
  sockets = [
    (name = "http", address = "127.0.0.1:8787", http = (), service = "edge"),
  ],
);

# By themselves, so that a configuration with other sockets can have the same.
const services :List(Workerd.Service) = [
  (name = "edge", worker = .edge),
  # Bound by name: the worker's own fetch reaches public addresses only, and should.
  (name = "authority", external = (address = "127.0.0.1:8788", http = ())),
  # Asked where EDGE_MESSAGES is on.
  (name = "messages", external = (address = "127.0.0.1:8790", http = ())),
  (name = "pages", disk = (path = "../www/app/dist", writable = false)),
  (name = "objects", disk = (path = "../.run/edge", writable = true)),
];

const edge :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "build/index.js"),
    (name = "./index_bg.wasm", wasm = embed "build/index_bg.wasm"),
  ],
  compatibilityDate = "2026-10-01",
  bindings = [
    (name = "ACCOUNT", durableObjectNamespace = "Account"),
    (name = "THROTTLE", durableObjectNamespace = "Throttle"),
    (name = "REGISTRY", durableObjectNamespace = "Registry"),
    (name = "VOUCHER", durableObjectNamespace = "Voucher"),
    (name = "STAFF", durableObjectNamespace = "Staff"),
    (name = "CHECK", durableObjectNamespace = "Check"),
    (name = "FILING", durableObjectNamespace = "Filing"),
    (name = "ISSUER", durableObjectNamespace = "Issuer"),
    (name = "DEVICE_GRANT", durableObjectNamespace = "DeviceGrant"),
    (name = "PAGES", service = "pages"),
    (name = "AUTHORITY", service = "authority"),
    (name = "MESSAGES", service = "messages"),
    (name = "EDGE_MODE", fromEnvironment = "EDGE_MODE"),
    (name = "EDGE_AUDIENCE", fromEnvironment = "EDGE_AUDIENCE"),
    (name = "EDGE_SIGNING_KEY", fromEnvironment = "EDGE_SIGNING_KEY"),
    (name = "EDGE_AUTHORITY_KEYS", fromEnvironment = "EDGE_AUTHORITY_KEYS"),
    (name = "EDGE_DATA_KEYS", fromEnvironment = "EDGE_DATA_KEYS"),
    (name = "EDGE_NAME_KEY", fromEnvironment = "EDGE_NAME_KEY"),
    (name = "EDGE_TOKEN_KEY", fromEnvironment = "EDGE_TOKEN_KEY"),
    (name = "EDGE_DEPLOYMENT", fromEnvironment = "EDGE_DEPLOYMENT"),
    (name = "EDGE_ADDRESS_HEADER", fromEnvironment = "EDGE_ADDRESS_HEADER"),
    (name = "EDGE_ADDRESS_ALLOWANCE", fromEnvironment = "EDGE_ADDRESS_ALLOWANCE"),
    (name = "EDGE_STAFF", fromEnvironment = "EDGE_STAFF"),
    (name = "EDGE_PORTALS", fromEnvironment = "EDGE_PORTALS"),
    (name = "EDGE_CODES_PER_DAY", fromEnvironment = "EDGE_CODES_PER_DAY"),
    (name = "EDGE_UNSCORED_FACES", fromEnvironment = "EDGE_UNSCORED_FACES"),
    (name = "EDGE_CODE_SECONDS", fromEnvironment = "EDGE_CODE_SECONDS"),
    (name = "EDGE_ACCESS_TOKEN_SECONDS", fromEnvironment = "EDGE_ACCESS_TOKEN_SECONDS"),
    (name = "EDGE_REFRESH_IDLE_SECONDS", fromEnvironment = "EDGE_REFRESH_IDLE_SECONDS"),
    (name = "EDGE_REFRESH_SECONDS", fromEnvironment = "EDGE_REFRESH_SECONDS"),
    (name = "EDGE_DEVICE_CODE_SECONDS", fromEnvironment = "EDGE_DEVICE_CODE_SECONDS"),
    (name = "EDGE_ISSUER_KEY_SECONDS", fromEnvironment = "EDGE_ISSUER_KEY_SECONDS"),
    (name = "EDGE_RETENTION_SECONDS", fromEnvironment = "EDGE_RETENTION_SECONDS"),
    (name = "EDGE_VOUCHER_SECONDS", fromEnvironment = "EDGE_VOUCHER_SECONDS"),
    (name = "EDGE_FILING_DOCUMENTS", fromEnvironment = "EDGE_FILING_DOCUMENTS"),
    (name = "EDGE_FILING_RETENTION_SECONDS", fromEnvironment = "EDGE_FILING_RETENTION_SECONDS"),
    (name = "EDGE_FILING_SECONDS", fromEnvironment = "EDGE_FILING_SECONDS"),
    (name = "EDGE_FILINGS_PER_DAY", fromEnvironment = "EDGE_FILINGS_PER_DAY"),
    (name = "EDGE_INVITATION_SECONDS", fromEnvironment = "EDGE_INVITATION_SECONDS"),
    (name = "EDGE_HOLIDAYS", fromEnvironment = "EDGE_HOLIDAYS"),
    (name = "EDGE_MESSAGES", fromEnvironment = "EDGE_MESSAGES"),
    (name = "EDGE_AUTHORITY_TIMEOUT_MS", fromEnvironment = "EDGE_AUTHORITY_TIMEOUT_MS"),
  ],
  # The unique keys are part of every object's identity: changing one loses all its objects.
  durableObjectNamespaces = [
    (className = "Account", uniqueKey = "shiming-account", enableSql = true),
    (className = "Throttle", uniqueKey = "shiming-throttle", enableSql = true),
    (className = "Registry", uniqueKey = "shiming-registry", enableSql = true),
    (className = "Voucher", uniqueKey = "shiming-voucher", enableSql = true),
    (className = "Staff", uniqueKey = "shiming-staff", enableSql = true),
    (className = "Check", uniqueKey = "shiming-check", enableSql = true),
    (className = "Filing", uniqueKey = "shiming-filing", enableSql = true),
    (className = "Issuer", uniqueKey = "shiming-issuer", enableSql = true),
    (className = "DeviceGrant", uniqueKey = "shiming-device-grant", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "objects"),
);
