using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What a stock adjustment can come to: the codes of AdjustStock.lua.</summary>
public abstract record AdjustStockResult
{
    public sealed record Adjusted(StockMovement Movement, Written Written) : AdjustStockResult;

    public sealed record NotFound : AdjustStockResult;

    public sealed record PreconditionFailed(string CurrentVersion) : AdjustStockResult;

    /// <summary>More than 1 000 000 000 units would be on hand.</summary>
    public sealed record StockLimit : AdjustStockResult;

    /// <summary>Fewer units are free than the adjustment takes.</summary>
    public sealed record InsufficientStock(Stock Stock) : AdjustStockResult;

    public sealed record KeyReused : AdjustStockResult;
}
