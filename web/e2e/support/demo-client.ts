import { DemoClient } from '../../../scripts/stack/local/demo-client.ts';
import { type Ports, portsAt } from '../../../scripts/stack/ports.ts';
import { demoPassword } from '../../../scripts/stack/seed.ts';

/** Returns the ports of the stack that serves the app. */
export function portsOf(baseURL: string | undefined): Ports {
  return portsAt(Number(new URL(baseURL ?? '').port) - portsAt(0).hosting);
}

/** Returns a client that calls the backend past the interface. */
export function clientOf(baseURL: string | undefined): DemoClient {
  return new DemoClient(portsOf(baseURL), demoPassword);
}
