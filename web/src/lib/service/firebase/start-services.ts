import {
  connectFirestoreEmulator,
  initializeFirestore,
  memoryEagerGarbageCollector,
  memoryLocalCache,
} from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { createClient } from '#kit/core/call.ts';
import { LiveStore } from '#kit/live/live-store.ts';
import { deviceId } from '../../kept/device-id.ts';
import { reloadForUpdate } from '../reload-for-update.ts';
import type { Services } from '../services.ts';
import { noteAgreementRequired } from '../session/agreement-required.ts';
import { onLeave } from '../session/on-leave.ts';
import { collections } from './collections.ts';
import type { Firebase } from './firebase.ts';

/** Where the functions run, set when the app is built. */
const region = import.meta.env.VITE_DEPLOY_REGION || 'us-central1';
const host = '127.0.0.1';

let started: Services | undefined;

/** Connects to the store and the functions, once. */
export function startServices(firebase: Firebase): Services {
  started ??= connect(firebase);
  return started;
}

function connect(firebase: Firebase): Services {
  const { app, emulators } = firebase;
  // By default it remembers 40 MB of documents that nobody listens to, and searches all of them for each page of a list.
  const localCache = memoryLocalCache({ garbageCollector: memoryEagerGarbageCollector() });
  const firestore = initializeFirestore(app, { localCache });
  const functions = getFunctions(app, region);
  if (emulators) {
    connectFirestoreEmulator(firestore, host, emulators.firestore);
    connectFunctionsEmulator(functions, host, emulators.functions);
  }
  const live = new LiveStore({ firestore, onOutdated: reloadForUpdate });
  onLeave(() => live.stopAll());
  return {
    ...firebase,
    firestore,
    functions,
    client: createClient(functions, {
      deviceId: deviceId(),
      onOutdated: reloadForUpdate,
      onAgreementRequired: noteAgreementRequired,
    }),
    collections,
    live,
  };
}
