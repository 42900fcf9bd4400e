import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

export const app = initializeApp({ projectId: 'demo-notes', apiKey: 'demo' });
const { auth, firestore, functions } = EMULATOR_PORTS;
connectAuthEmulator(getAuth(app), `http://127.0.0.1:${auth}`, { disableWarnings: true });
connectFirestoreEmulator(getFirestore(app), '127.0.0.1', firestore);
connectFunctionsEmulator(getFunctions(app), '127.0.0.1', functions);
