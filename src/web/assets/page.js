/** Progressive enhancement: conveniences where JavaScript runs; every page works without them. */

const shortcutOff = 'jvwire.shortcut-off';

/** "/" moves the focus to the search box. It can be turned off in the footer, as WCAG 2.1.4 requires of single keys. */
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

/** Announces that a form was sent, once the answer takes long enough to be noticed. */
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
  // Also fires when the browser restores the page from its back/forward cache.
  window.addEventListener('pageshow', () => {
    clearTimeout(timer);
    place.textContent = '';
    busy?.removeAttribute('aria-busy');
  });
}

/** Leaves empty fields out of the address. */
function shortAddresses() {
  document.addEventListener('submit', ({ target: form }) => {
    if (form.method !== 'get') return;
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
  });
  window.addEventListener('pageshow', () => {
    for (const field of document.querySelectorAll('form[method=get] :disabled')) field.disabled = false;
  });
}

/** Removes the confirmation from the address, so that a reload or a copied link does not show it again. */
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
