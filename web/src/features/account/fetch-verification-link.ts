import { z } from 'zod';

const OutOfBandCodes = z.object({
  oobCodes: z.array(z.object({ email: z.string(), requestType: z.string(), oobLink: z.string() })),
});

/** The Auth emulator sends no mail, but keeps what it would have sent. */
export async function fetchVerificationLink({
  authPort,
  projectId,
  email,
}: {
  authPort: number;
  projectId: string;
  email: string;
}): Promise<string | null> {
  const response = await fetch(`http://127.0.0.1:${authPort}/emulator/v1/projects/${projectId}/oobCodes`);
  const { oobCodes } = OutOfBandCodes.parse(await response.json());
  const mine = oobCodes.filter(
    (code) => code.email === email.toLowerCase() && code.requestType === 'VERIFY_EMAIL',
  );
  return mine.at(-1)?.oobLink ?? null;
}
