import type { Functions } from 'firebase/functions';
import { type Client, createClient } from '../core/call.ts';
import { useConnection } from './connection.ts';

const clients = new WeakMap<Functions, Client>();

/** Returns the typed client of Firemeter's callables: one for each app. */
export function useClient(): Client {
  const { client, functions } = useConnection();
  if (client) return client;
  const made = clients.get(functions) ?? createClient(functions);
  clients.set(functions, made);
  return made;
}
