// A whole network of the AT protocol (PLC, PDS, AppView) on this machine, with a few invented people in it.
// Prints one line of JSON with its addresses, then stays until it is ended.
import { createRequire } from "node:module";

const require = createRequire(process.env.SERVERS_FOLDER + "/package.json");
const { TestNetwork, SeedClient } = require("@atproto/dev-env");

const network = await TestNetwork.create({ dbPostgresUrl: process.env.DB_POSTGRES_URL, dbPostgresSchema: "invented" });
const seed = network.getSeedClient ? network.getSeedClient() : new SeedClient(network, network.pds.getClient());

const people = {
  mira: ["Mira Lind", "Calligrapher in Porto. #fountainpens and slow letters. mira@miralind.example"],
  tove: ["Tove Berg", "Fountainpens, ink swatches and sourdough from Lund"],
  jonas: ["Jonas Holm", "Woodworker, sometimes fountainpens"],
  nils: ["Nils Reader", "reads letters"],
};
for (const [name, [displayName, description]] of Object.entries(people)) {
  await seed.createAccount(name, {
    handle: `${name}.test`,
    email: `${name}@mail.example`,
    password: `${name}-password`,
  });
  await seed.createProfile(seed.dids[name], displayName, description);
}
const { mira, tove, jonas, nils } = seed.dids;

function tagged(text) {
  const bytes = new TextEncoder();
  return [...text.matchAll(/#(\w+)/g)].map((found) => ({
    index: {
      byteStart: bytes.encode(text.slice(0, found.index)).length,
      byteEnd: bytes.encode(text.slice(0, found.index + found[0].length)).length,
    },
    features: [{ $type: "app.bsky.richtext.facet#tag", tag: found[1] }],
  }));
}

const texts = {
  [mira]: ["A new nib for slow letters #fountainpens", "Ink of the day: été #fountainpens #ink", "Quiet morning in Porto"],
  [tove]: ["Swatches of six greens #fountainpens", "Bread again"],
  [jonas]: ["Turned a pen from cherry wood #fountainpens #woodworking"],
};
const posts = {};
for (const [did, lines] of Object.entries(texts)) {
  for (const text of lines) {
    (posts[did] ??= []).push(await seed.post(did, text, tagged(text)));
  }
}
for (const [from, to] of [[tove, mira], [jonas, mira], [nils, mira], [nils, tove], [mira, tove], [mira, jonas]]) {
  await seed.follow(from, to);
}
const first = posts[mira][0].ref;
await seed.like(tove, first);
await seed.like(jonas, first);
await seed.reply(nils, first, first, "Which nib is it?");
await seed.repost(tove, first);
await seed.createStarterPack(mira, "fountainpens people", [tove, jonas], []);

await network.processAll();
console.log(JSON.stringify({ appview: network.bsky.url, pds: network.pds.url, handle: "nils.test", password: "nils-password" }));
process.on("SIGTERM", async () => {
  await network.close();
  process.exit(0);
});
setInterval(() => {}, 60_000);
