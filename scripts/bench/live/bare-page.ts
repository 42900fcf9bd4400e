import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACTIVITY_SHARDS, collections } from '@firemeter/functions/contract';
import type { Browser, Page } from '@playwright/test';
import { build } from 'esbuild';
import { projectId, root } from '../../stack/paths.ts';
import type { Ports } from '../../stack/ports.ts';

interface BarePageOptions {
  browser: Browser;
  ports: Ports;
  email: string;
  password: string;
}

/**
 * Opens a page that only listens to what the live page listens to, with the browser's own SDK: what no page can be
 * faster than. `window.heard` holds when each prompt was first heard of.
 */
export async function openBarePage({ browser, ports, email, password }: BarePageOptions): Promise<Page> {
  const { outputFiles } = await build({
    stdin: { contents: script({ ports, email, password }), resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const page = await browser.newPage();
  // Served from this machine: from elsewhere the browser would not let it reach the emulators.
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<title>Bare</title><script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { promise: hasFailed, reject } = Promise.withResolvers<never>();
  page.once('pageerror', reject);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  await Promise.race([page.waitForFunction('window.isListening === true'), hasFailed]);
  return page;
}

function script({ ports, email, password }: Omit<BarePageOptions, 'browser'>): string {
  return `
import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from 'firebase/auth';
import * as store from 'firebase/firestore';
const app = initializeApp({ projectId: '${projectId}', apiKey: 'demo' });
const auth = getAuth(app);
connectAuthEmulator(auth, 'http://127.0.0.1:${ports.auth}', { disableWarnings: true });
const localCache = store.memoryLocalCache({ garbageCollector: store.memoryEagerGarbageCollector() });
const db = store.initializeFirestore(app, { localCache });
store.connectFirestoreEmulator(db, '127.0.0.1', ${ports.firestore});
await_();
async function await_() {
  await signInWithEmailAndPassword(auth, '${email}', '${password}');
  window.heard = {};
  const query = store.query(
    store.collection(db, '${collections.activities}'),
    store.where('shard', 'in', [...Array(${ACTIVITY_SHARDS}).keys()]),
    store.orderBy('createdAt', 'desc'),
    store.orderBy(store.documentId(), 'desc'),
    store.limit(200),
  );
  store.onSnapshot(query, { includeMetadataChanges: true }, (snapshot) => {
    const atMs = Date.now();
    for (const { doc } of snapshot.docChanges()) window.heard[doc.get('promptPreview')] ??= atMs;
    if (!snapshot.metadata.fromCache) window.isListening = true;
  });
}`.replaceAll('await_', 'start');
}
