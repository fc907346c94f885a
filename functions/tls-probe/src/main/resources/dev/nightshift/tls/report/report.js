// Boxes that are laid out as no table are still one for those who listen.
Object.entries({ table: 'table', 'thead, tbody': 'rowgroup', tr: 'row', th: 'columnheader', td: 'cell' }).forEach(
    ([elements, role]) => document.querySelectorAll(elements).forEach((element) => (element.role = role)),
);
const body = document.querySelector('tbody');
const heads = [...document.querySelectorAll('th')];
const words = new Intl.Collator('en', { numeric: true });
const compare = (a, b) => (isNaN(a) || isNaN(b) ? words.compare(a, b) : a - b);
heads.forEach((head, column) => {
    head.querySelector('button')?.addEventListener('click', () => {
        const descending = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        const rows = [...body.rows].map((row) => [row.cells[column].dataset.key, row]);
        rows.sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)));
        body.append(...rows.map(([, row]) => row));
    });
});

const form = document.querySelector('form');
const search = form.querySelector('input');
let texts;
const filter = (value) => {
    search.value = value;
    texts ??= [...body.rows].map((row) => [row, (row.dataset.words + ' ' + row.textContent).toLowerCase()]);
    const wanted = value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of texts) {
        const hidden = !wanted.every((word) => text.includes(word));
        if (row.hidden !== hidden) row.hidden = hidden;
        if (!hidden) shown++;
    }
    form.querySelector('output').value = wanted.length ? `${shown} of ${texts.length}` : '';
};
let pending;
form.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
search.addEventListener('input', () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => filter(search.value));
});
document.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link?.dataset.filter) filter(link.dataset.filter);
    // A row that is hidden cannot be jumped to.
    else if (link && search.value) filter('');
});
