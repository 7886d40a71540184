"""The formulas of avoided impacts, one function each; kg CO2e per device unless a name or docstring says otherwise.

Functional unit: owning and using a device for one year (ISO 14040/44, attributional). The first life stays with the
first owner (cut-off). Letters are those of the method page: N new, R refurbished, L life, d displacement, A avoided.
"""


def baseline_share(*, life_new_years: float, life_second_years: float) -> float:
    """Return the share of a new device that the second life replaces, at most 1: min(1, L_R / L_N).

    Source: functional unit of one year of use (ADEME, Évaluation de l'impact environnemental du reconditionné, 2022).
    """
    if life_new_years <= 0 or life_second_years <= 0:
        raise ValueError(f"a life is longer than 0 years, not {life_new_years} and {life_second_years}")
    return min(1.0, life_second_years / life_new_years)


def baseline(*, new_kg: float, life_new_years: float, life_second_years: float) -> float:
    """Return B = N x min(1, L_R / L_N): what making new devices would emit over the years of the second life."""
    return new_kg * baseline_share(life_new_years=life_new_years, life_second_years=life_second_years)


def transport(*, mass_kg: float, distance_km: float, kg_per_tonne_km: float) -> float:
    """Return m x D x ef for one leg.

    Source: activity data times emission factor, GHG Protocol Corporate Value Chain Standard (2011), distance-based.
    """
    return mass_kg / 1000 * distance_km * kg_per_tonne_km


def refurbishing(*, transport_kg: float, process_kg: float, parts_kg: float, packaging_kg: float) -> float:
    """Return R = transport + process + parts + packaging: what bringing the device to its second life emits.

    Source: the components of IVL report B2372 (2020), with new parts counted in full.
    """
    return transport_kg + process_kg + parts_kg + packaging_kg


def use_difference(
    *, refurbished_kwh_per_year: float, new_kwh_per_year: float, grid_kg_per_kwh: float, life_second_years: float
) -> float:
    """Return U = (E_R - E_N) x g x L_R; above 0 when the older device needs more. Only with measured values.

    Source: use is left out of comparisons unless it differs (IVL B2372; Rainbow Standard, refurbishing methodology).
    """
    return (refurbished_kwh_per_year - new_kwh_per_year) * grid_kg_per_kwh * life_second_years


def avoided(
    *, quantity: int, displacement: float, baseline_kg: float, refurbishing_kg: float, use_difference_kg: float = 0.0
) -> float:
    """Return A = n x (d x B - R - U) for a line, in kg CO2e; below 0 when refurbishing is worse. d counts on B only.

    Source: displacement by Makov and Font Vivanco (2018, doi 10.3389/fenrg.2018.00039); see `displacement`.
    """
    return quantity * (displacement * baseline_kg - refurbishing_kg - use_difference_kg)


def avoided_per_year(*, avoided_kg: float, quantity: int, life_second_years: float) -> float:
    """Return A / (n x L_R): kg CO2e per device and year of use, the unit in which studies can be compared."""
    return avoided_kg / (quantity * life_second_years)


def avoided_per_year_ademe(
    *, new_kg: float, refurbished_kg: float, life_new_years: float, life_second_years: float
) -> float:
    """Return N / L_N - R / L_R: the same figure in ADEME's form, with full displacement and equal use.

    Source: ADEME (2022), figures per year of use.
    """
    return new_kg / life_new_years - refurbished_kg / life_second_years


def avoided_ivl(
    *,
    production_kg: float,
    transport_in_production_kg: float,
    waste_kg: float,
    transport_of_waste_kg: float,
    transport_for_reuse_kg: float = 0.0,
    refurbishing_kg: float = 0.0,
) -> float:
    """Return the form of IVL report B2372 (Inrego, 2020), for comparison only.

    It takes a second life to be as long as a first and to replace a new device every time, and so claims too much.
    """
    gross = production_kg + transport_in_production_kg + waste_kg + transport_of_waste_kg
    return gross - transport_for_reuse_kg - refurbishing_kg


def reduction(*, new: float, refurbished: float) -> float:
    """Return 1 - R / N, a share of the new device's impact; of any indicator, in the same unit.

    Source: the form in which Fraunhofer Austria publishes its results for refurbed (2023).
    """
    return 1 - refurbished / new


def avoided_waste(
    *, quantity: int, displacement: float, new_mass_kg: float, baseline_share: float, parts_mass_kg: float = 0.0
) -> float:
    """Return W = n x (d x m_N x min(1, L_R / L_N) - m_parts): kg of electronic waste that does not arise.

    Source: the mass form of the same comparison; replaced parts become waste at once.
    """
    return quantity * (displacement * new_mass_kg * baseline_share - parts_mass_kg)


def avoided_raw_material(
    *,
    quantity: int,
    displacement: float,
    new_material_kg: float,
    baseline_share: float,
    refurbished_material_kg: float,
) -> float:
    """Return M = n x (d x M_N x min(1, L_R / L_N) - M_R): kg of raw material that is not extracted.

    Source: ADEME (2022), which publishes raw materials per year of use beside climate change.
    """
    return quantity * (displacement * new_material_kg * baseline_share - refurbished_material_kg)
