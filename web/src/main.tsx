// First: schemas are made as soon as their module is loaded.
import './lib/service/no-eval.ts';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '#kit/core/call.ts';
import { LiveStore } from '#kit/live/live-store.ts';
import { App } from './app/app.tsx';
import { CrashScreen } from './app/frame/crash-screen.tsx';
import { deviceId } from './lib/kept/device-id.ts';
import { removeUnowned } from './lib/kept/kept.ts';
import { collections } from './lib/service/collections.ts';
import { startFirebase } from './lib/service/firebase.ts';
import { keepOffline } from './lib/service/keep-offline.ts';
import { reloadForUpdate } from './lib/service/reload-for-update.ts';
import '../kit/styles.css';
import './styles.css';

removeUnowned();
keepOffline();
const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
const root = createRoot(element, { onUncaughtError: (error) => console.error(error) });

try {
  const firebase = await startFirebase();
  const services = {
    ...firebase,
    client: createClient(firebase.functions, { deviceId: deviceId(), onOutdated: reloadForUpdate }),
    collections,
    live: new LiveStore({ firestore: firebase.firestore, onOutdated: reloadForUpdate }),
  };
  root.render(
    <StrictMode>
      <App services={services} />
    </StrictMode>,
  );
} catch (error) {
  root.render(<CrashScreen error={error} />);
}
