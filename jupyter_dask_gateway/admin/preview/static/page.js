// Who may see the page is known by its address: there is no login. Set before the element is defined.
document.querySelector("dask-gateway").authorization = () => null;
