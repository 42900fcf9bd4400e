import { AppError } from '../../contract/index.ts';
import type { openBucket } from './open-bucket.ts';
import { type FileStore, LINK_MS } from './output-store.ts';

type Bucket = ReturnType<typeof openBucket>;

const NOT_FOUND = 404;
const PRECONDITION_FAILED = 412;

/**
 * Stores files in a bucket of Cloud Storage. To sign links, the functions' service account needs the role
 * `iam.serviceAccountTokenCreator` on itself.
 */
export function createBucketStore({ bucket, now }: { bucket: Bucket; now: () => number }): FileStore {
  return {
    async put({ path, bytes, mediaType }) {
      try {
        await bucket.file(path).save(Buffer.from(bytes), {
          resumable: false,
          contentType: mediaType,
          // An existing file has the same content. With a precondition, the SDK may also retry the call.
          preconditionOpts: { ifGenerationMatch: 0 },
          metadata: { cacheControl: `private, max-age=${LINK_MS / 1_000}`, contentDisposition: 'inline' },
        });
      } catch (error) {
        if (statusOf(error) !== PRECONDITION_FAILED) throw error;
      }
    },
    async get(path) {
      try {
        const [bytes] = await bucket.file(path).download();
        return bytes;
      } catch (cause) {
        if (statusOf(cause) !== NOT_FOUND) throw cause;
        throw new AppError('not-found', { reason: 'file' }, { cause });
      }
    },
    async link(path) {
      const expiresAtMs = now() + LINK_MS;
      const [url] = await bucket
        .file(path)
        .getSignedUrl({ version: 'v4', action: 'read', expires: expiresAtMs });
      return { url, expiresAtMs };
    },
    async removeFolder(path) {
      await bucket.deleteFiles({ prefix: `${path}/` });
    },
  };
}

function statusOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
