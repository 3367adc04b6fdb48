using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "objects", disk = (path = "objects", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [(name = "plain-edge.js", esModule = embed "plain-edge.js")],
  compatibilityDate = "2026-10-01",
  bindings = [(name = "ACCOUNT", durableObjectNamespace = "Account")],
  durableObjectNamespaces = [(className = "Account", uniqueKey = "plain-account", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),
);
