// First: schemas are made as soon as their module is loaded.
import './lib/service/firebase/no-eval.ts';

import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app/app.tsx';
import { CrashScreen } from './app/frame/crash-screen.tsx';
import { removeUnowned } from './lib/kept/kept.ts';
import { startFirebase } from './lib/service/firebase/firebase.ts';
import { keepOffline } from './lib/service/firebase/keep-offline.ts';
import { wasSignedIn } from './lib/service/session/sign-in-hint.ts';
import '../kit/styles.css';
import './styles.css';

removeUnowned();
keepOffline();
// Their code loads while Firebase finds out who is signed in.
if (wasSignedIn()) import('./app/signed-in-layout.tsx').catch(() => undefined);
const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
void start(createRoot(element, { onUncaughtError: (error) => console.error(error) }));

async function start(root: Root): Promise<void> {
  try {
    const firebase = await startFirebase();
    root.render(
      <StrictMode>
        <App firebase={firebase} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<CrashScreen error={error} />);
  }
}
