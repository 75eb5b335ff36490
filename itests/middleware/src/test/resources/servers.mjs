// Three servers with compressing middleware. Each prints its name and its port. Each sends the next event of its stream
// when /next is requested. The process ends by itself after two minutes.
import compression from 'compression';
import express from 'express';
import Fastify from 'fastify';
import fastifyCompress from '@fastify/compress';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { streamSSE } from 'hono/streaming';
import { serve } from '@hono/node-server';
import { Readable } from 'node:stream';

const EVENTS = 3;
const waiting = new Map();
const requested = (name) => new Promise((resolve) => waiting.set(name, resolve));
const proceed = (name) => {
  waiting.get(name)?.();
  waiting.delete(name);
};
// As a proxy does that lets one coding through.
const narrow = (request) => {
  const coding = new URL(request.url, 'http://localhost').searchParams.get('only');
  if (coding) request.headers['accept-encoding'] = coding;
};
const text = (i) => `id: ${i}\ndata: event ${i}\n\n`;

const app = express();
app.use((request, response, next) => {
  narrow(request);
  next();
});
app.use(compression({ threshold: 0 }));
app.get('/stream', async (request, response) => {
  response.set('Content-Type', 'text/event-stream');
  for (let i = 1; i <= EVENTS; i++) {
    response.write(text(i));
    response.flush();
    await requested('express');
  }
  response.end();
});
app.get('/next', (request, response) => {
  proceed('express');
  response.end();
});
const listening = app.listen(0, '127.0.0.1', () => console.log('express', listening.address().port));

const fastify = Fastify();
fastify.addHook('onRequest', async (request) => narrow(request.raw));
await fastify.register(fastifyCompress, { threshold: 0, customTypes: /event-stream/, zlibOptions: { flush: 2 } });
fastify.get('/stream', (request, reply) => {
  async function* events() {
    for (let i = 1; i <= EVENTS; i++) {
      yield text(i);
      await requested('fastify');
    }
  }
  reply.type('text/event-stream').send(Readable.from(events(), { objectMode: false }));
});
fastify.get('/next', (request, reply) => {
  proceed('fastify');
  reply.send('');
});
await fastify.listen({ port: 0, host: '127.0.0.1' });
console.log('fastify', fastify.server.address().port);

// Hono does not compress event streams: its compressor has no flush.
const hono = new Hono();
hono.use('/stream', compress());
hono.get('/stream', (context) =>
  streamSSE(context, async (stream) => {
    for (let i = 1; i <= EVENTS; i++) {
      await stream.writeSSE({ id: `${i}`, data: `event ${i}` });
      await requested('hono');
    }
  }),
);
hono.get('/next', (context) => {
  proceed('hono');
  return context.text('');
});
serve({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' }, (info) => console.log('hono', info.port));

setTimeout(() => process.exit(0), 120_000);
