import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian's `apache2-bin` and `libapache2-mod-auth-openidc` lie. */
const SERVER = "/usr/sbin/apache2";
const MODULES = "/usr/lib/apache2/modules";

const LOADED = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc"];

/** Whether Apache and its module for OpenID Connect are installed. */
export const hasApache = () => [SERVER, `${MODULES}/mod_auth_openidc.so`].every(existsSync);

/** Apache at `origin`, whose pages nobody sees before they have signed in at `edge`; `scope` is what it asks for. */
export async function startApache({ origin, edge, scope }) {
  const folder = mkdtempSync(join(tmpdir(), "shiming-apache-"));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "page.html"), "<!doctype html><title>portal</title>");
  const configuration = join(folder, "apache.conf");
  writeFileSync(configuration, settings({ folder, origin, edge, scope }));
  const child = spawn(SERVER, ["-X", "-f", configuration], { stdio: "inherit" });
  const ended = once(child, "exit");
  const stop = async () => {
    if (child.exitCode === null) child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let look = 0; look < 200; look += 1) {
    const hasAnswered = await fetch(origin, { redirect: "manual" }).then(
      () => true,
      () => false,
    );
    if (hasAnswered) return { stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const said = readFileSync(join(folder, "error.log"), "utf8");
  await stop();
  throw new Error(`Apache did not start: ${said}`);
}

const settings = ({ folder, origin, edge, scope }) => `
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${new URL(origin).port}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
${LOADED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join("\n")}
User www-data
Group www-data
DocumentRoot ${folder}
OIDCProviderMetadataURL ${edge}/.well-known/openid-configuration
OIDCClientID sample-portal
OIDCClientSecret secret
OIDCRedirectURI ${origin}/back
OIDCCryptoPassphrase ${"a".repeat(32)}
OIDCScope "${scope}"
OIDCPKCEMethod S256
OIDCInfoHook access_token id_token refresh_token userinfo
<Location />
  AuthType openid-connect
  # Node's fetch says that it does not navigate; what does not is answered 401 otherwise.
  OIDCUnAuthAction auth true
  Require valid-user
</Location>
`;
