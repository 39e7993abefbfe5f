using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What archiving a product can come to: the codes of ArchiveProduct.lua.</summary>
public abstract record ArchiveProductResult
{
    /// <summary>The product is out of the catalogue, since now or since before.</summary>
    public sealed record Archived(Written Written) : ArchiveProductResult;

    public sealed record NotFound : ArchiveProductResult;

    public sealed record PreconditionFailed(string CurrentVersion) : ArchiveProductResult;

    public sealed record KeyReused : ArchiveProductResult;
}
