/** What makes the page quicker to use where JavaScript runs; nothing needs it. */

const shortcutOff = 'jvwire.shortcut-off';

/** "/" goes to the search box. It can be turned off in the footer, as WCAG 2.1.4 asks of single keys. */
function searchShortcut() {
  const box = document.querySelector('[data-search]');
  const place = document.querySelector('[data-shortcut]');
  const button = place?.querySelector('button');
  if (!box || !place || !button) return;
  const isOff = () => remembered(shortcutOff) === 'yes';
  const show = () => {
    button.textContent = isOff() ? 'Turn on the / key for search' : 'Turn off the / key for search';
  };
  button.addEventListener('click', () => {
    remember(shortcutOff, isOff() ? 'no' : 'yes');
    show();
  });
  show();
  place.hidden = false;
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]'))
      return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

// Storage may be switched off.
function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {}
}

/** Says that an answer is on its way, once it takes long enough to be noticed. */
function showProgress() {
  const place = document.querySelector('[data-progress]');
  if (!place) return;
  let timer;
  let busy = null;
  document.addEventListener('submit', ({ target: form }) => {
    busy = form;
    form.setAttribute('aria-busy', 'true');
    timer = setTimeout(() => {
      place.textContent = `${form.dataset.busy ?? 'Working'} …`;
    }, 200);
  });
  // Also when the browser brings the page back as it was left.
  window.addEventListener('pageshow', () => {
    clearTimeout(timer);
    place.textContent = '';
    busy?.removeAttribute('aria-busy');
  });
}

/** Fields without a value make no part of the address. */
function shortAddresses() {
  document.addEventListener('submit', ({ target: form }) => {
    if (form.method !== 'get') return;
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
  });
  window.addEventListener('pageshow', () => {
    for (const field of document.querySelectorAll('form[method=get] :disabled')) field.disabled = false;
  });
}

/** What a button has done is said once, and not again when the page is loaded anew or sent to somebody. */
function sayOnce() {
  const address = new URL(location.href);
  if (!address.searchParams.has('done')) return;
  address.searchParams.delete('done');
  history.replaceState(null, '', address);
}

searchShortcut();
showProgress();
sayOnce();
shortAddresses();
