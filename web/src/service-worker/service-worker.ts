/// <reference lib="webworker" />
import { matchPrecache, type PrecacheEntry, precache } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
  /** Every file of this build; written by `list-built-files` when the worker is built. */
  readonly __WB_MANIFEST: PrecacheEntry[];
};

const shell = '/index.html';
/** Which project the pages belong to. Firebase Hosting serves it, so that no build can contain it. */
const configuration = '/__/firebase/init.json';
const configurationCache = 'firemeter-configuration';

precache(self.__WB_MANIFEST);

self.addEventListener('install', (event) => {
  event.waitUntil(keepConfiguration());
  // Pages come from the network, so an older worker has nothing that an open tab would lose.
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname === configuration) return event.respondWith(answerConfiguration(request));
  // The API, and what Firebase Hosting serves for sign-in.
  if (pathname.startsWith('/api/') || pathname.startsWith('/__/')) return;
  // Their names change with their contents: what is kept is never out of date.
  if (pathname.startsWith('/assets/'))
    return event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  const instead = request.mode === 'navigate' ? shell : pathname;
  event.respondWith(fetch(request).catch(async () => (await kept(instead)) ?? Response.error()));
});

async function kept(path: string): Promise<Response | undefined> {
  return matchPrecache(path);
}

async function answerConfiguration(request: Request): Promise<Response> {
  const cache = await caches.open(configurationCache);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(configuration, response.clone());
    return response;
  } catch {
    return (await cache.match(configuration)) ?? Response.error();
  }
}

/** Keeps the project's configuration. Where no host serves it, the app has its own. */
async function keepConfiguration(): Promise<void> {
  const cache = await caches.open(configurationCache);
  await cache.add(configuration).catch(() => undefined);
}
