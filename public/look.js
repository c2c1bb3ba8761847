// Before anything is painted: the look that the person chose. Without a choice it is the system's.
const look = localStorage.getItem('look');
if (look) document.documentElement.dataset.look = look;
