using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What setting the stock can come to: the codes of SetStock.lua.</summary>
public abstract record SetStockResult
{
    public sealed record Counted(StockLevel Level, Written Written) : SetStockResult;

    public sealed record NotFound : SetStockResult;

    public sealed record PreconditionFailed(string CurrentVersion) : SetStockResult;

    /// <summary>Pending purchases hold more than what was to be on hand.</summary>
    public sealed record StockBelowReserved(Stock Stock) : SetStockResult;

    public sealed record KeyReused : SetStockResult;
}
