using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>What every changing call carries, for the store's script.</summary>
/// <param name="Operation">Makes the change happen once.</param>
/// <param name="IfMatch">
/// What the client knows the object by: empty when it did not say, <c>*</c> for "must exist", else the opaque values of its strong tags
/// joined by one space (no tag holds one). <c>W</c>, which no version is, when it named only weak tags: those never match.
/// </param>
internal sealed record Change(Operation Operation, string IfMatch)
{
    public static ValueTask<Change?> BindAsync(HttpContext context) => new(Call.Of(context).Change);
}
