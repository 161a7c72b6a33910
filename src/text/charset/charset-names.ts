/** Reads the charset that a server or document declares for itself. */

/** Only the beginning of a document is searched for its declaration. */
const HEAD_BYTES = 2_048;

/** Names in use that the encoding standard lacks. GBK and its subset are read as their superset, as browsers do. */
const ALIASES: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'gb-2312': 'gb18030',
  'gb-18030': 'gb18030',
  'gb18030-2000': 'gb18030',
  'euc-cn': 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  'windows-936': 'gb18030',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  ms950: 'big5',
  cp932: 'shift_jis',
  'sjis-win': 'shift_jis',
  'windows-932': 'shift_jis',
  eucjp: 'euc-jp',
  'eucjp-win': 'euc-jp',
  eucjpms: 'euc-jp',
  euckr: 'euc-kr',
  jis: 'iso-2022-jp',
  'utf-8n': 'utf-8',
  utf8mb4: 'utf-8',
  utf_8: 'utf-8',
  'utf-8-sig': 'utf-8',
  win1251: 'windows-1251',
  'win-1251': 'windows-1251',
  windows1251: 'windows-1251',
  windows1252: 'windows-1252',
  'win-1252': 'windows-1252',
  koi8r: 'koi8-r',
};

/** The decoder's own name of a charset; null when there is no decoder for it. */
function charsetOf(label: string): string | null {
  const name = label.trim().toLowerCase();
  try {
    const { encoding } = new TextDecoder(ALIASES[name] ?? name);
    return ALIASES[encoding] ?? encoding;
  } catch {
    // Misspelt or not decodable here: as good as not declared.
    return null;
  }
}

/** The charset parameter of a Content-Type header. */
export function headerCharset(contentType: string | null | undefined): string | null {
  const label = /charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(
    (contentType ?? '').slice(0, 500),
  )?.[1];
  return label === undefined ? null : charsetOf(label);
}

/** The charset of the XML declaration or the first HTML meta tag that names one, in the first 2 KB. */
export function documentCharset(bytes: Uint8Array, kind: 'xml' | 'html'): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const declaration = /<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']\s{0,9}([\w.:-]{1,40})/i.exec(
    head,
  )?.[1];
  const meta = /<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i;
  const label = declaration ?? (kind === 'html' ? meta.exec(head)?.[1] : undefined);
  const charset = label === undefined ? null : charsetOf(label);
  // A declaration that can be read byte by byte is not itself in UTF-16.
  return charset?.startsWith('utf-16') === true ? null : charset;
}
