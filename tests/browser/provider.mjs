// A provider of logins (OpenID Connect): the real thing, certified, on a port of this machine. Whoever is named logs in with any
// password; what the provider says about them follows from their name.

import { once } from "node:events";

import { Provider } from "oidc-provider";

export const CLIENT = { id: "nabosvar", secret: "an-invented-secret-of-a-client" };
export const OTHER = { id: "somebody-else", secret: "another-invented-secret" };

/** Starts it for a server at `origin`. `people` are claims by login. */
export async function startProvider(origin, people, port) {
  const issuer = `http://127.0.0.1:${port}`;
  const redirect_uris = [`${origin}/staff/log-in/provider/back`];
  const client = ({ id, secret }) => ({ client_id: id, client_secret: secret, redirect_uris });
  const provider = new Provider(issuer, {
    clients: [CLIENT, OTHER].map(client),
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["an invented key"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  const server = provider.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
