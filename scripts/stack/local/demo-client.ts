import type { CallableName, RequestOf, ResponseOf } from '@firemeter/functions/contract';
import { projectId, region } from '../paths.ts';
import type { Ports } from '../ports.ts';
import { Problem } from '../terminal.ts';

/** More than the Functions emulator gives a function's process to start. */
const patienceMs = 150_000;

/** Calls the backend as a person signed in on the Auth emulator. */
export class DemoClient {
  readonly #ports: Ports;
  readonly #password: string;
  readonly #idTokens = new Map<string, Promise<string>>();

  constructor(ports: Ports, password: string) {
    this.#ports = ports;
    this.#password = password;
  }

  async call<N extends CallableName>(
    name: N,
    { as, request }: { as: string; request: RequestOf<N> },
  ): Promise<ResponseOf<N>> {
    const { result } = await post(this.#urlOf(name), { data: request }, await this.#idTokenOf(as));
    return result as ResponseOf<N>;
  }

  /** Starts the function's process, which takes seconds, without calling what it does. */
  async warmUp(name: CallableName): Promise<void> {
    const headers = { origin: 'http://127.0.0.1' };
    await fetch(this.#urlOf(name), { method: 'OPTIONS', headers, signal: AbortSignal.timeout(patienceMs) });
  }

  #urlOf(name: CallableName): string {
    return `http://127.0.0.1:${this.#ports.functions}/${projectId}/${region}/${name}`;
  }

  #idTokenOf(email: string): Promise<string> {
    const known = this.#idTokens.get(email) ?? this.#signIn(email);
    this.#idTokens.set(email, known);
    return known;
  }

  async #signIn(email: string): Promise<string> {
    const path = 'identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=demo';
    const credentials = { email, password: this.#password, returnSecureToken: true };
    const { idToken } = await post(`http://127.0.0.1:${this.#ports.auth}/${path}`, credentials);
    return String(idToken);
  }
}

async function post(url: string, body: unknown, idToken?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(idToken && { authorization: `Bearer ${idToken}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Problem(`${new URL(url).pathname} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
