"""What is said of devices that are not sold to us, for tests."""

RECIPIENT = {
    "name": "Ateliers du Réemploi (fictitious)",
    "kind": "association",
    "registration": "",
    "address_line": "5 quai de l’Exemple",
    "postcode": "69007",
    "city": "Lyon",
}
