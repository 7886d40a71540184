"""How people and programs call a field in their headers, English and French, folded."""

from collections.abc import Mapping
from types import MappingProxyType

_WRITTEN = {
    "serial": """
        serial | serial no | serial no s | serial num | serial number | serial numbers | serialnumber |
        serialnumber0 | s n | sn | ser no | service tag | servicetag | bios serial number | device serial | device
        serial number | hardware serial | hardware serial number | manufacturer serial | manufacturer serial number
        | system serial | system serial number | identifyingnumber | identifyingnumber0 | n serie | n de serie | no
        serie | no de serie | num serie | num de serie | nr serie | numero serie | numero de serie | numero serie
        constructeur | numero de serie constructeur | serie | code serie | tag de service""",
    "imei": """
        imei | imei 1 | imei1 | imei no | imei number | imei code | imei meid | imei esn | n imei | no imei | numero
        imei | numero d imei | code imei | primary imei""",
    "imei2": "imei 2 | imei2 | second imei | secondary imei | imei secondaire | deuxieme imei",
    "meid": "meid | meid number",
    "asset_tag": """
        asset | asset tag | assettag | asset id | assetid | asset no | asset number | asset code | annotatedassetid
        | annotated asset id | inventory | inventory no | inventory number | inventory id | inventory tag | bar code
        | barcode | tag | tag number | label | property number | property tag | equipment number | device tag |
        fixed asset | fixed asset number | n inventaire | no inventaire | num inventaire | numero inventaire |
        numero d inventaire | n inv | inventaire | code inventaire | n interne | n interne pc | numero interne |
        code barre | code barres | code a barres | etiquette | etiquette de l actif | etiquette inventaire | n immo
        | n immobilisation | numero d immobilisation | immobilisation | n parc | numero de parc | n etiquette""",
    "manufacturer": """
        manufacturer | manufacturer0 | brand | make | maker | vendor name | oem | hardware make | hardware
        manufacturer | device manufacturer | system manufacturer | marque | fabricant | constructeur""",
    "model": """
        model | model0 | model name | modelname | model description | product | product name | productname | product
        model | device | device model | devicemodel | device type and model | hardware model | hardware | system
        model | computer model | marketing name | item | item description | description | designation | libelle |
        article | modele | nom du modele | nom commercial | system family | systemfamily | modele appareil | modele de
        l appareil | reference modele | modele ordinateur | marque modele
        | marque et modele | make and model | make model | brand model""",
    "model_code": """
        model identifier | model id | modelidentifier | model no | model num | model number | model code |
        modelnumber | part no | part number | partnumber | part num | mpn | manufacturer part number | product
        number | product no | product type | producttype | product code | machine type | machine type model | mtm |
        sku | systemsku | system sku | sku number | ref | reference | reference constructeur | reference produit | n
        de modele | numero de modele | code modele | code produit | n produit""",
    "category": """
        category | device category | device type | asset type | asset category | equipment type | hardware type |
        type | pc type | form factor | product family | productfamily | chassis type | kind | class | categorie |
        famille | type materiel | type de materiel | type d equipement | type equipement | type d appareil | type
        appareil | nature | genre""",
    "storage": """
        storage | storage gb | storage capacity | storage size | storage total bytes | total storage | total
        capacity | totalstorage | totalstoragespaceinbytes | total space | capacity | capacity gb | capacity mb |
        devicecapacity | device capacity | disk | disk size | disk size gb | disk capacity | disk gb | drive size |
        drive capacity | drive capacity mb | drive capacity gb | hard disk | hard drive | hard disk size | hdd | hdd
        gb | ssd | ssd gb | internal storage | memory size gb | rom | go | stockage | stockage go | capacite |
        capacite dd | capacite disque | capacite go | capacite de stockage | capacite du disque | disque | disque
        dur | disque ssd | taille disque | taille du disque | dd | memoire interne | espace de stockage""",
    "ram": """
        ram | ram gb | ram go | ram mb | ram total bytes | ram size | total ram | total ram mb | memory | memory gb
        | memory mb | installed ram | installed memory | physical memory | physicalmemoryinbytes | total physical
        memory | memoire | memoire ram | memoire vive | memoire vive go | memoire go""",
    "purchased_on": """
        purchase date | purchased | purchased on | purchasedate | date purchased | date of purchase | po date |
        invoice date | acquisition date | acquired | acquired on | date acquired | bought | bought on | buy date |
        date achat | date d achat | achat | achete le | date d acquisition | date acquisition | acquis le | date
        facture | date de facture | date de facturation""",
    "ordered_on": """
        order date | ordered on | orderdatetime | date of order | date commande | date de commande | commande le""",
    "in_service_on": """
        in service date | in service since | deployment date | deployed on | date deployed | start date | install
        date | installation date | delivery date | received | received on | date received | lease start | lease
        start date | date de mise en service | date mise en service | mise en service | mis en service le | date de
        livraison | date livraison | livre le | date d installation | date d entree | debut de contrat | date de
        debut de contrat | date de reception""",
    "enrolled_on": """
        enrolled | enrolled on | enrolleddatetime | enrollment date | enrolment date | enrollmentdate | date
        enrolled | first enrollment | firstenrollmenttime | first sync | last enrollment | lastenrollmenttime |
        managed date | registration date | registered on | date d inscription | date d enrolement | date enrolement
        | enrole le""",
    "site": """
        location | site | site name | building | room | school | school name | campus | office | branch | default
        location | annotated location | annotatedlocation | device location | org unit path | orgunitpath |
        organizational unit | org unit | ou | location name | adsite | lieu | localisation | emplacement | salle |
        piece | batiment | etablissement | nom de l etablissement | ecole | agence | bureau | nom du site | lieu d
        affectation | entite""",
    "cost_centre": """
        cost center | cost centre | cost center code | costcenter | department | dept | business unit | budget code
        | centre de cout | centre de couts | code analytique | section analytique | analytique | service | direction
        | departement | ligne budgetaire""",
    "quantity": """
        quantity | qty | count | number of devices | units | quantite | qte | nb | nombre | nb unites | nombre d
        unites""",
    "battery_health": """
        battery health | battery | battery condition | battery capacity | battery health percent | max battery
        capacity | maximum capacity | battery maximum capacity | batterie | etat batterie | etat de la batterie |
        sante batterie | sante de la batterie | capacite batterie | capacite maximale""",
    "ownership": """
        ownership | owner | owner type | ownership type | device ownership | device ownership type |
        manageddeviceownertype | owned by | purchased or leased | lease | leased | propriete | proprietaire | type
        de propriete | mode d acquisition | mode de financement | financement""",
    "lessor": """
        lessor | lessor name | leasing company | lease company | lease provider | leasing provider | lease vendor |
        leased from | rented from | bailleur | nom du bailleur | loueur | nom du loueur | credit bailleur | organisme
        de leasing | societe de leasing | societe de location""",
    "lease_reference": """
        lease contract | lease contract number | lease contract no | lease number | lease no | lease id | lease
        reference | lease schedule | lease schedule number | leasing contract | rental contract | contrat de location
        | n contrat de location | numero de contrat de location | n de contrat de location | contrat de leasing |
        contrat leasing | n contrat leasing | n de contrat leasing | numero de contrat leasing""",
    "lease_ends_on": """
        lease end | lease end date | lease ends | lease ends on | end of lease | lease expiration | lease expiration
        date | lease expires | lease expiry | lease expiry date | lease termination date | rental end | rental end
        date | fin de location | date fin de location | date de fin de location | fin location | fin de leasing | date
        fin de leasing | date de fin de leasing | fin leasing | fin de bail | date de fin de bail | fin de loyer | date
        de fin de loyer | fin de contrat de location | date de fin de contrat de location | fin de contrat | date de
        fin de contrat | date fin de contrat | date fin contrat""",
    "purchase_amount": """
        purchase price | purchase cost | purchase amount | purchase value | initial value | original value | original
        cost | acquisition cost | acquisition value | asset cost | unit price | unit cost | prix d achat | prix achat |
        montant d achat | valeur d achat | valeur initiale | valeur d origine | valeur d acquisition | cout d
        acquisition | valeur brute | prix unitaire | prix d acquisition""",
    "funding": """
        funding | funding source | source of funding | source of funds | fund source | funded by | paid by | paid for by
        | source de financement | origine du financement | finance par | financeur | paye par""",
    "grant_name": "grant | grant name | grant number | grant id | subvention | nom de la subvention | n de subvention",
    "restricted_until_year": """
        restricted until | grant ends | grant end | disposal restricted until | not to be sold until | not to be sold
        until the end of | inalienable jusqu en | inalienable jusqu a | cession interdite avant | ne pas ceder avant""",
    "byod": "byod | personal device | personally owned | appareil personnel | materiel personnel",
    "condition": """
        condition | physical condition | device condition | grade | cosmetic | cosmetic grade | state | state of
        device | status physical | working | works | functional | etat | etat materiel | etat du materiel | etat
        physique | etat general | etat de fonctionnement | fonctionnel | fonctionne""",
    "activation_lock": "activation lock | activation lock enabled | activationlock | verrouillage d activation",
    "supervised": "supervised | issupervised | is supervised | supervise",
    "remarks": """
        remarks | comment | comments | note | notes | asset notes | annotated notes | observations | observation |
        remarque | remarques | commentaire | commentaires | defects | defect | damage | issues | faults | defauts |
        defaut | panne | pannes | problemes""",
}  # fmt: skip

ALIASES: Mapping[str, str] = MappingProxyType(
    {" ".join(alias.split()): field for field, aliases in _WRITTEN.items() for alias in aliases.split("|")}
)

# Words that mean their field only when no plainer one stands beside them.
WEAK = frozenset({
    "achat", "article", "asset", "battery", "class", "code produit", "count", "dd", "description", "designation",
    "device", "direction", "disk", "disque", "financement", "funding", "genre", "go", "grant", "hardware", "item",
    "item description", "kind", "label", "lease", "leased", "libelle", "nature", "nb", "nombre", "office", "ou",
    "product", "purchased or leased", "received", "ref", "reference", "rom", "serie", "service", "start date",
    "state", "subvention", "tag", "type", "units", "entite", "device location", "org unit", "org unit path",
    "orgunitpath", "organizational unit", "working", "works", "battery capacity", "productfamily", "product family",
    "last enrollment", "lastenrollmenttime", "first sync", "fin de contrat", "date de fin de contrat",
    "date fin de contrat", "date fin contrat",
})  # fmt: skip

# Headers we know well enough to leave alone, so that a near miss does not take them for a field.
LEFT_ALONE = frozenset({
    "adresse mac", "age", "available space mb", "battery level", "bios serial", "cost", "date",
    "derniere modification", "device id", "device state", "fin garantie", "fournisseur", "free space",
    "free storage", "freestoragespaceinbytes", "garantie", "id", "last check in", "last inventory update",
    "last seen", "last sync", "lastseen", "lastsync", "lastsyncdatetime", "mac", "mac address",
    "memory slots", "model notes", "montant", "operating system", "operatingsystem", "order number", "os",
    "os version", "osversion", "platform", "price", "prix", "prix garantie", "processeur",
    "processor", "purchased by", "ram free bytes", "situation", "status",
    "statut", "storage free bytes", "supplier", "udid", "valeur", "vendor", "warranty", "warranty expiration",
    "wi fi mac", "wi fi mac address", "wifi mac address",
})  # fmt: skip

_PEOPLE = frozenset({
    "affectation", "assigned to", "computer name", "device name", "email", "name", "nom", "poste", "user",
    "utilisateur",
})  # fmt: skip

# Every word that tells a header row from the rows below it.
HEADER_WORDS: frozenset[str] = frozenset(ALIASES) | LEFT_ALONE | _PEOPLE
