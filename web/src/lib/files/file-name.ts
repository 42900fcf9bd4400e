const endings: Record<string, string> = { mpeg: 'mp3', 'svg+xml': 'svg', 'x-wav': 'wav', plain: 'txt' };

/** What a download is called: after what was asked for. */
export function fileName(title: string, mediaType: string): string {
  const name = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48);
  const subtype = mediaType.replace(/^[^/]*\//, '');
  return `${name || 'firemeter'}.${endings[subtype] ?? subtype.replace(/^x-|\+.*$/g, '')}`;
}
