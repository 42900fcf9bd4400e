import type { InputOf } from '@firemeter/functions/contract';

/** A file of this device as it is sent. @throws when it cannot be read */
export async function readUpload(file: File): Promise<InputOf<'upload'>> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'));
    reader.readAsDataURL(file);
  });
  return {
    kind: 'upload',
    name: file.name.toWellFormed().slice(0, 120) || 'file',
    base64: url.slice(url.indexOf(',') + 1),
  };
}
