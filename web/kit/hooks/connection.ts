import type { Auth } from 'firebase/auth';
import type { Firestore } from 'firebase/firestore';
import type { Functions } from 'firebase/functions';
import { createContext, useContext } from 'react';
import type { Client } from '../core/call.ts';
import type { LiveStore } from '../live/live-store.ts';
import type { Collections } from '../live/open-activities.ts';

/** The services of a Firebase app through which Firemeter is reached. */
export interface Connection {
  readonly auth: Auth;
  readonly firestore: Firestore;
  readonly functions: Functions;
  readonly live: LiveStore;
  readonly collections: Collections;
  /** Absent: made on first use. */
  readonly client?: Client;
}

const ConnectionContext = createContext<Connection | null>(null);
export const ConnectionProvider = ConnectionContext.Provider;

/** Returns the connection of the `FiremeterProvider` around a component. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('Put a FiremeterProvider around the components that use Firemeter');
  return connection;
}
