using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Products;

namespace Shop.Api.Products;

internal sealed class StockAdjustmentValidator : AbstractValidator<StockAdjustmentRequest>
{
    public StockAdjustmentValidator()
    {
        RuleFor(adjustment => adjustment.Delta).Required().Between(-1_000_000, 1_000_000)
            .Keeps(new Limit { Except = 0 }, delta => delta != 0).Says(FieldCodes.Min, "must not be 0");
        RuleFor(adjustment => adjustment.Reason).Required().OneOf(typeof(StockReason));
        RuleFor(adjustment => adjustment.Note).Text(0, 500, multiline: true);
    }
}

internal sealed class StockCountValidator : AbstractValidator<StockCountRequest>
{
    public StockCountValidator()
    {
        RuleFor(count => count.OnHand).Required().Between(0, 1_000_000);
        RuleFor(count => count.Reason).Required().OneOf(typeof(StockReason));
    }
}
