// The shop's GET of a product and its purchase, as one would write them with fastify and ioredis. Reads come from the replicas, the purchase is
// the shop's own script on the master. It waits for no replica, keeps no session, validates little and retries nothing.
// Usage: node server.js HOST PORT
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import Redis from 'ioredis';

const { REDIS_SENTINEL, REDIS_MASTER_NAME, REDIS_PASSWORD, SENTINEL_PASSWORD, PEER_KEY, PEER_SCRIPT } = process.env;
const connection = {
  sentinels: REDIS_SENTINEL.split(',').map((address) => {
    const [host, port] = address.split(':');
    return { host, port: Number(port) };
  }),
  name: REDIS_MASTER_NAME,
  password: REDIS_PASSWORD,
  sentinelUsername: 'operator',
  sentinelPassword: SENTINEL_PASSWORD,
  enableAutoPipelining: true,
};
const master = new Redis(connection);
const replica = new Redis({ ...connection, role: 'slave' });
const source = readFileSync(PEER_SCRIPT);
const hash = createHash('sha1').update(source).digest('hex');
await master.script('LOAD', source);

const product = (fields) => {
  const details = JSON.parse(fields.details);
  return {
    id: fields.id,
    sku: fields.sku,
    name: fields.name,
    description: details.description,
    brand: details.brand,
    price: { amount: Number(fields.amount), currency: fields.currency },
    categories: details.categories,
    tags: details.tags,
    images: details.images,
    attributes: details.attributes,
    manufacturedOn: details.manufacturedOn,
    maxPerPurchase: Number(fields.maxPerPurchase),
    status: fields.status,
    stock: { available: Math.max(0, fields.onHand - fields.reserved) },
    soldCount: Number(fields.soldCount),
    createdAt: new Date(Number(fields.createdAt)).toISOString(),
    updatedAt: new Date(Number(fields.updatedAt)).toISOString(),
    version: Number(fields.version),
  };
};

const callerOf = (request) => {
  const [user, seal] = (request.headers.authorization ?? '').replace('Bearer ', '').split('.');
  const right = createHmac('sha256', PEER_KEY).update(user).digest();
  const given = Buffer.from(seal ?? '', 'hex');
  return given.length === right.length && timingSafeEqual(given, right) ? user : null;
};

const buy = async (user, operation, items) => {
  const [id, now] = [randomUUID(), Date.now()];
  const keys = [
    `op:{${operation}}`, `purchase:{${id}}`, `user:{${user}}`, `user:{${user}}:purchases`, 'purchases', 'holds:due',
    ...items.map((line) => `product:{${line.productId}}`),
  ];
  return master.evalsha(
    hash, keys.length, ...keys, operation, operation, 600000, '0', id, user, user, now, 900, 'null', 'null', '', '', '',
    ...items.map((line) => line.quantity));
};

const purchase = (flat) => {
  const fields = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i]] = flat[i + 1];
  const money = (text) => ({ amount: Number(text), currency: fields.currency });
  return {
    id: fields.id,
    userId: fields.userId,
    items: JSON.parse(fields.items),
    total: money(fields.total),
    refundedTotal: money(fields.refundedTotal),
    status: fields.status,
    expiresAt: new Date(Number(fields.expiresAt)).toISOString(),
    payments: [],
    history: JSON.parse(fields.history),
    createdAt: new Date(Number(fields.createdAt)).toISOString(),
    version: Number(fields.version),
  };
};

const app = fastify({ logger: false });
app.get('/health', async () => ({ status: 'ok' }));
app.get('/v1/products/:id', async (request, reply) => {
  const fields = await replica.hgetall(`product:{${request.params.id}}`);
  if (fields.status !== 'active') return reply.code(404).send({ code: 'not-found' });
  return reply.header('ETag', `"${fields.version}.${fields.stockVersion}"`).header('Cache-Control', 'no-cache').send(product(fields));
});
app.post('/v1/purchases', async (request, reply) => {
  const user = callerOf(request);
  if (user === null) return reply.code(401).send({ code: 'unauthenticated' });
  const { items } = request.body;
  if (!Array.isArray(items) || items.length === 0) return reply.code(422).send({ code: 'validation-failed' });
  const [code, , values] = await buy(user, request.headers['x-operation-id'] ?? randomUUID(), items);
  return code === 'placed' ? reply.code(201).send(purchase(values)) : reply.code(409).send({ code });
});
await app.listen({ host: process.argv[2], port: Number(process.argv[3]) });
