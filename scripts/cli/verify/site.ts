import { Problem } from '../../stack/terminal.ts';

/** Longer than a function takes to start. */
const patienceMs = 150_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what another system says is looked at field by field
  readonly body: any;
}

/** A running system, seen from outside: its site, and where it signs people in. */
export class Site {
  readonly #address: string;
  #idToken: string | null = null;

  constructor(address: string) {
    this.#address = address.replace(/\/+$/, '');
  }

  /** Emulators stand on this machine, at ports that follow from the site's. */
  get isLocal(): boolean {
    return /^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(this.#address);
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    const { body: options } = await this.ask('/__/firebase/init.json');
    const host = this.isLocal
      ? `http://127.0.0.1:${Number(new URL(this.#address).port) - 5000 + 9099}/identitytoolkit.googleapis.com`
      : 'https://identitytoolkit.googleapis.com';
    const answer = await send(`${host}/v1/accounts:signInWithPassword?key=${options?.apiKey}`, {
      body: { email, password, returnSecureToken: true },
    });
    if (answer.status !== 200) throw new Problem(`${email} cannot sign in: ${answer.body?.error?.message}`);
    this.#idToken = answer.body.idToken;
  }

  /** Asks as the person who has signed in; with a body it is a POST. */
  ask(path: string, options: { body?: unknown; key?: string; anonymous?: boolean } = {}): Promise<Answer> {
    const idToken = options.anonymous ? null : this.#idToken;
    return send(`${this.#address}${path}`, { ...options, idToken });
  }

  /** @throws Problem when the answer has another status */
  async expect(status: number, path: string, options: Parameters<Site['ask']>[1] = {}): Promise<Answer> {
    const answer = await this.ask(path, options);
    if (answer.status === status) return answer;
    const { code, detail } = answer.body ?? {};
    const words = code ? `: ${code}, ${detail}` : '';
    throw new Problem(`${path} answered ${answer.status} instead of ${status}${words}`);
  }
}

async function send(
  url: string,
  { body, key, idToken }: { body?: unknown; key?: string; idToken?: string | null },
): Promise<Answer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...(idToken && { authorization: `Bearer ${idToken}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  }).catch((cause) => {
    throw new Problem(`${url} cannot be reached: ${cause.cause?.message ?? cause.message}`);
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
