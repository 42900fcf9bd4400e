import { createServer } from 'node:net';
import { Problem } from './terminal.ts';

/** What listens where when the port offset is 0; an offset moves all of them alike. */
const basePorts = {
  hosting: 5000,
  vite: 5173,
  functions: 5001,
  firestore: 8080,
  firestoreWebsocket: 9150,
  auth: 9099,
  tasks: 9499,
  eventarc: 9299,
  hub: 4400,
  logging: 4500,
  ui: 4000,
  stripe: 4009,
  models: 4007,
  smtp: 4025,
  mail: 4026,
} as const;

export type Service = keyof typeof basePorts;
export type Ports = Record<Service, number>;

const services = Object.keys(basePorts) as Service[];
const highestPort = 65_535;

/** Where a development emulator for tests stands (`npm run emulators`), out of the way of `npm start`. */
export const testEmulatorsOffset = 50;

export function portsAt(offset: number): Ports {
  const ports: Ports = { ...basePorts };
  for (const service of services) ports[service] = basePorts[service] + offset;
  return ports;
}

/** Reads the value of `--port-offset`; 0 when it was not given. */
export function portOffset(text = '0'): number {
  const offset = Number(text);
  const limit = highestPort - Math.max(...Object.values(basePorts));
  if (text.trim() === '' || !Number.isInteger(offset) || offset < 0 || offset > limit) {
    throw new Problem(`--port-offset takes a whole number between 0 and ${limit}, as in --port-offset 10.`);
  }
  return offset;
}

export async function takenServices(ports: Ports): Promise<Service[]> {
  const free = await Promise.all(services.map((service) => isFree(ports[service])));
  return services.filter((_, index) => !free[index]);
}

/** The first offset from `from` on, in tens, at which every port is free. */
export async function freeOffset(from: number): Promise<number> {
  for (let offset = from; offset < from + 2000; offset += 10) {
    if ((await takenServices(portsAt(offset))).length === 0) return offset;
  }
  throw new Problem(`No free ports found at the offsets ${from} to ${from + 2000}.`);
}

/** A free offset that another test run starting at the same moment is unlikely to pick too. */
export function freeOffsetForTests(): Promise<number> {
  return freeOffset(1000 + 10 * Math.floor(Math.random() * 800));
}

/** Chromium and Node's fetch open none of these, which belong to other protocols: as good as taken. */
const refusedByBrowsers: ReadonlySet<number> = new Set([6000, 10080]);

function isFree(port: number): Promise<boolean> {
  if (refusedByBrowsers.has(port)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
