const body = document.querySelector('tbody');
const key = (row, column) => row.cells[column].dataset.key;
const compare = (a, b) => (a !== '' && b !== '' && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b));
document.querySelectorAll('th').forEach((head, column) => {
    const button = head.querySelector('button');
    if (!button) return;
    button.addEventListener('click', () => {
        const descending = head.getAttribute('aria-sort') === 'ascending';
        document.querySelectorAll('th').forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        const rows = [...body.rows].sort((a, b) => compare(key(a, column), key(b, column)));
        body.append(...(descending ? rows.reverse() : rows));
    });
});
