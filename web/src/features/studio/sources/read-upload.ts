import type { InputOf } from '@firemeter/functions/contract';

/** A file of this device as it is sent. @throws when it cannot be read */
export async function readUpload(file: File): Promise<InputOf<'upload'>> {
  const bytes = file.type === 'image/avif' ? await asWebP(file) : file;
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'));
    reader.readAsDataURL(bytes);
  });
  return {
    kind: 'upload',
    name: file.name.toWellFormed().slice(0, 120) || 'file',
    base64: url.slice(url.indexOf(',') + 1),
  };
}

/** Browsers show AVIF, and little else reads it. Where a browser writes no WebP it writes PNG. */
async function asWebP(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.95 });
}
