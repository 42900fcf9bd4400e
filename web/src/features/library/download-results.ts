import { assertNever, type GenerationOutput } from '@firemeter/functions/contract';
import { type Zippable, zip } from 'fflate';
import { fileName } from '../../lib/files/file-name.ts';
import { saveFile } from '../../lib/files/save-file.ts';

export interface NamedOutput {
  readonly title: string;
  readonly output: GenerationOutput;
  /** Where the bytes of a file are; null: in the output itself. */
  readonly url: string | null;
}

/** Saves results as one archive. @throws when one of them can't be loaded */
export async function downloadResults(results: readonly NamedOutput[]): Promise<void> {
  const files: Zippable = {};
  for (const result of results) {
    const { mediaType, bytes } = await contentOf(result);
    files[freeName(fileName(result.title, mediaType), files)] = [bytes, { level: 0 }];
  }
  const archive = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) =>
    zip(files, (error, data) => (error ? reject(error) : resolve(data as Uint8Array<ArrayBuffer>))),
  );
  saveFile(archive, { name: 'firemeter-results.zip', mediaType: 'application/zip' });
}

async function contentOf({ output, url }: NamedOutput): Promise<{ mediaType: string; bytes: Uint8Array }> {
  switch (output.kind) {
    case 'image':
    case 'audio':
    case 'video': {
      const { file, mediaType } = output;
      if (file.where === 'here')
        return { mediaType, bytes: Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0)) };
      const response = await fetch(url ?? '');
      if (!response.ok) throw new Error(`The file answered ${response.status}`);
      return { mediaType, bytes: new Uint8Array(await response.arrayBuffer()) };
    }
    case 'captions':
      return textFile('text/vtt', output.text);
    case 'story':
      return textFile('text/plain', [output.title, ...output.scenes.map(({ text }) => text)].join('\n\n'));
    case 'chat':
      return textFile('text/markdown', output.text);
    default:
      return assertNever(output);
  }
}

function textFile(mediaType: string, text: string) {
  return { mediaType, bytes: new TextEncoder().encode(text) };
}

/** Numbers names that are taken: the same prompt is often made several times. */
export function freeName(name: string, taken: object): string {
  if (!Object.hasOwn(taken, name)) return name;
  const [, stem = name, ending = ''] = /^(.*)(\.\w+)$/.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const next = `${stem}-${number}${ending}`;
    if (!Object.hasOwn(taken, next)) return next;
  }
}
