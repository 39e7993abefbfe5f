namespace Shop.Data.Purchases;

/// <summary>
/// Is told how many purchases have expired, by the sweep of this process. Over all processes each is told once, whichever script found it expired.
/// </summary>
public delegate void PurchasesExpired(long count);
